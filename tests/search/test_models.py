"""Validation of synonyms and promotions."""

import pytest
from django.core.exceptions import ValidationError

from search.models import Promotion, Synonym


def test_a_synonym_needs_two_phrases() -> None:
    with pytest.raises(ValidationError, match="hai cách gọi"):
        Synonym(phrases="một").full_clean()
    with pytest.raises(ValidationError, match="hai cách gọi"):
        Synonym(phrases="hoá\nhóa").full_clean()
    with pytest.raises(ValidationError, match="trang"):
        Promotion(queries="cứu").full_clean()
    Synonym(phrases="loa\nđài").full_clean()

"""Rule 99: passwords made of common and local words are refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cms.accounts.models import Organisation, User
from cms.accounts.passwords import NEEDED, strength


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123",
        "Matkhau@123",
        "MatKhau@2026!",
        "m4tkh4u@123456",
        "M.a.t.k.h.a.u-1",
        "Vietnam@2026",
        "V1etn@m@2026",
        "Việt Nam 2026!!",
        "vietnam_vietnam",
        "1qaz2wsx3edc",
        "zaq12wsx@2025",
        "Qwerty@123456",
        "asdfghjkl123456",
        "aaaaaaaaaaaaaa",
        "112233445566",
        "19751975197519",
        "123456789012",
        "abcdefghijkl",
        "Password@2026",
        "P@ssw0rd1234",
        "quantri@2026",
        "Admin@123456789",
        "congan113113",
        "sovhttdl@2026",
        "tuyentruyen2026",
        "chung-tay-111",
        "phongchongmuabannguoi",
        "nguyenvanan1985",
        "anhyeuem@14022020",
        "iloveyou123456",
    ],
)
def test_what_everybody_tries_is_guessable(password: str) -> None:
    assert strength(password) < NEEDED


@pytest.mark.parametrize(
    "password",
    [
        "mận chín gió lùa bếp",
        "man-chin-gio-lua-bep",
        "kH7#vq2Lm9xT",
        "ghe tre keu cot ket",
        "thuyền giấy trôi ngược suối",
        "correct horse battery staple",
        "Cao Bằng mùa hạt dẻ rụng",
    ],
)
def test_what_nobody_tries_is_not(password: str) -> None:
    assert strength(password) >= NEEDED


def test_a_very_long_password_is_judged() -> None:
    assert strength("mận chín " * 1000) >= NEEDED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    [
        "caobang2026",
        "Caobang@2026!",
        "CaoBang-LangSon",
        "tinhhaiduong@2025",
        "c@0b@ng#202688",
        "lequyensinh1990",
        "sinh.lq@2026!!",
        "Sở Du lịch Núi Cấm 2026",
        "sodulichnuicam1",
    ],
)
def test_names_of_places_units_and_the_user_are_guessable(password: str) -> None:
    Organisation.objects.create(name="Sở Du lịch Núi Cấm", kind=Organisation.Kind.DEPARTMENT)
    user = User(username="sinh.lq", last_name="Lê Quyền", first_name="Sinh", email="sinh.lq@example.vn")
    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["gió lùa bếp", "kH7#vq2Lm9x"])
def test_a_password_has_twelve_characters(password: str) -> None:
    with pytest.raises(ValidationError, match="12"):
        validate_password(password)
    validate_password(f"{password}y")

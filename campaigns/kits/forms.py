"""Forms for the look of outputs: design, unit and logo."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.kits import local_units, orders, unit_names
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.local_units import BY_HAND, LocalUnit
from campaigns.kits.text_version import Look
from cms.normalise import typed
from media.posters.families import FAMILIES

MAX_LOGO_BYTES = 2 * 1024 * 1024
UNKNOWN = gettext_lazy(
    "Không có đơn vị này trong danh sách. Gõ tên xã, phường, đặc khu hoặc cơ quan ở ô “Tìm đơn vị” rồi chọn; "
    "nếu vẫn không có, chọn “Để dòng trống để viết tay”."
)
CHOOSE = gettext_lazy("Tìm thấy %(number)d đơn vị. Chọn đúng đơn vị ở ô “Đơn vị in kèm”, rồi làm tiếp.")
STAFF_ONLY = gettext_lazy(
    "Tên tự gõ chỉ dành cho cán bộ đã đăng nhập. Chọn đơn vị trong danh sách, hoặc để dòng trống để viết tay."
)
LOGO_STAFF_ONLY = gettext_lazy("Logo chỉ dành cho cán bộ đã đăng nhập. Đăng nhập rồi gửi lại, hoặc bỏ logo.")


class LookForm(forms.Form):
    """The look of outputs (rules 46 and 111); an unknown design is replaced by the first one.

    ``don_vi`` is the key of a unit or its whole name, ``tim`` a text to find units by, ``ten`` the name that
    staff type freely. A unit that is unknown or refused is an error: neither printed nor left out silently.
    """

    mau = forms.ChoiceField(
        label=gettext_lazy("Mẫu"),
        choices=[(family.key, family.label) for family in FAMILIES.values()],
        initial=DESIGN,
        required=False,
    )
    don_vi = forms.CharField(label=gettext_lazy("Đơn vị in kèm"), required=False)
    tim = forms.CharField(label=gettext_lazy("Tìm đơn vị"), max_length=100, required=False)
    ten = forms.CharField(label=gettext_lazy("Tên khác (cán bộ tự gõ)"), required=False)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.found: list[local_units.Group] = []
        self.unit: LocalUnit | None = None

    @property
    def is_staff(self) -> bool:
        """Whether somebody is signed in; only staff have accounts."""
        return self.user is not None and self.user.is_authenticated

    @property
    def lists_unit(self) -> bool:
        """Whether the unit is among those that were found."""
        return any(self.unit in group.units for group in self.found)

    @property
    def offer(self) -> LocalUnit | None:
        """The first unit that was found while one has to be chosen there, else None."""
        units = (unit for group in self.found for unit in group.units)
        return next(units, None) if self.has_error("tim", "choose") else None

    def clean_ten(self) -> str:
        name = " ".join(typed(self.cleaned_data["ten"], self.fields["ten"].label).split())
        if name and not self.is_staff:
            raise forms.ValidationError(STAFF_ONLY)
        if name and (problem := unit_names.problem(name)):
            raise forms.ValidationError(problem)
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        key, text = data.get("don_vi", ""), data.get("tim", "")
        chosen = local_units.unit_with(key) if key else None
        if text:
            self.found = local_units.find_units(text)
        if data.get("ten") or "ten" in self.errors:
            return data
        if chosen is None and key:
            # Addresses may carry the name that is on the list in place of its key.
            chosen = local_units.exact_unit(key, local_units.find_units(key[:100]))
            if chosen is None:
                self.add_error("don_vi", UNKNOWN)
                return data
        listed = chosen is not None and any(chosen in group.units for group in self.found)
        if text and not listed and (chosen is None or chosen.key != BY_HAND):
            # What was typed last counts; it is on the list by its whole name, or has to be chosen there.
            chosen = local_units.exact_unit(text, self.found)
            if chosen is None:
                number = sum(len(group.units) for group in self.found)
                choose = forms.ValidationError(CHOOSE % {"number": number}, code="choose")
                self.add_error("tim", choose if number else UNKNOWN)
        self.unit = chosen
        return data

    @property
    def unit_problem(self) -> str:
        """The fault of the unit, "" when it can be used: it is never left out silently."""
        names = ("don_vi", "tim", "ten")
        return (
            ""
            if self.is_valid()
            else " ".join(str(error) for name in names for error in self.errors.get(name, ()))
        )

    def look(self, logo: bytes = b"") -> Look:
        """The look; without a unit when the form has none that can be used."""
        self.is_valid()
        name = self.cleaned_data.get("ten") or (self.unit.name if self.unit else "")
        return Look(self.cleaned_data.get("mau") or DESIGN, name, logo)

    def parameters(self) -> dict[str, str]:
        """The look as parameters of addresses: design, and key or name of the unit."""
        self.is_valid()
        values = {
            "mau": self.cleaned_data.get("mau") or DESIGN,
            "don_vi": self.unit.key if self.unit else "",
            "ten": self.cleaned_data.get("ten", ""),
        }
        return {name: value for name, value in values.items() if value}


class OrderForm(LookForm):
    """The look of a bundle, with a logo of staff."""

    logo = forms.FileField(label=gettext_lazy("Logo đơn vị (PNG, JPEG)"), required=False)

    def clean_logo(self) -> bytes:
        file = self.cleaned_data["logo"]
        if not file:
            return b""
        if not self.is_staff:
            raise forms.ValidationError(LOGO_STAFF_ONLY)
        if file.size > MAX_LOGO_BYTES:
            raise forms.ValidationError(_("Logo lớn hơn 2 MB. Chọn tệp nhỏ hơn."))
        try:
            return orders.clean_logo(file.read())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

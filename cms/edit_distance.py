"""Whether two words are one slip of the keyboard apart, for checks of drafts and readings of searches."""


def one_edit(left: str, right: str) -> bool:
    """Return whether one insertion, deletion, substitution or swap of neighbours turns left into right."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    for here, there in zip(left, right, strict=False):
        if here != there:
            break
        start += 1
    left, right = left[start:], right[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]


def swapped(left: str, right: str) -> bool:
    """Return whether two texts differ by two swapped neighbours only: "mau" and "mua"."""
    if len(left) != len(right):
        return False
    differing = [at for at, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    return len(differing) == 2 and differing[1] == differing[0] + 1 and one_edit(left, right)

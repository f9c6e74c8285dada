"""The readers in the order in which they are asked."""

from campaigns.kits.speech import addresses, dates, documents, letters, phones, quantities, roman, signs

READERS = (
    *addresses.READERS,
    *documents.READERS,
    *roman.READERS,
    *dates.READERS,
    *phones.READERS,
    *quantities.READERS,
    *letters.READERS,
    *signs.READERS,
)

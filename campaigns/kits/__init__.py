"""Kits: outputs of one approved text for print, screens, SMS, loudspeakers and social networks.

The outputs are made by pure functions without models or database. An output shows the approved text
unchanged; where a channel needs other words (SMS without diacritics, spoken form), both are given.
"""

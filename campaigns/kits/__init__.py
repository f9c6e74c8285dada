"""One approved text for every channel: SMS, loudspeaker, LED board, social network.

What a channel makes of a text (``sms``, ``spoken``, ``script``, ``led``, ``social``) are pure rules, without
models or database. The approved words are never changed for a channel that shows them; where a channel
needs other words (unmarked SMS, spoken form), both stand side by side.
"""

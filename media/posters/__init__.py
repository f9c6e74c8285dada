"""Posters, banners and pictures for the screen: one frozen specification to bytes, no Django.

``spec`` says what is drawn, ``formats`` how large, ``families`` in which colours. ``lines`` breaks
text, ``compositions`` places zones with the ``parts`` of hotline and proof and the measures of
``layout``, ``compose`` joins both into one sheet that ``check`` reports and ``draw`` hands to Typst:
the check and the drawing cannot differ.
"""

"""Draws posters, banners and pictures for the screen from an immutable specification, without Django.

``spec`` has the content, ``formats`` the sizes, ``families`` the colours. ``lines`` breaks the text,
``compositions`` places the zones with the ``parts`` for hotline and QR code and the measures of ``layout``.
``compose`` joins both into a sheet, which ``draw.check`` reports and ``draw`` renders with Typst, so that
check and drawing cannot differ.
"""

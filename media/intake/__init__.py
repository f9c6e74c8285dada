"""Judges uploaded files by their content, by headers before anything is decoded, with limits of memory."""

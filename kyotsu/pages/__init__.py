"""Pages for officers: one self-contained file each, in Japanese and in English.

A page is one template that is rendered once a language into one file. Its words are whole sentences
in the template itself, chosen by `lang`; no script, no font and no picture comes from elsewhere.
"""

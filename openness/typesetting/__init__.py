"""Official files: PDF set by Typst, DOCX as the copy that can be edited. Plain data in, bytes out; knows no app."""

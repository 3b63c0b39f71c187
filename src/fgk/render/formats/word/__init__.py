"""Word (docx), made with python-docx: real styles, headings, table headers and captions."""

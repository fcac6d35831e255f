"""The programme on paper and in the programs of an office: PDF, Word, Excel, and a calendar of what is not published yet."""

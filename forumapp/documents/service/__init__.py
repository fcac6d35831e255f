"""Setting a programme: PDF, Word, Excel, a calendar of the working copy; and how many of them at a time."""

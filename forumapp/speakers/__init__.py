"""People of the programme and what is agreed with them: their answers, own pages, photos, slides, and letters to them."""

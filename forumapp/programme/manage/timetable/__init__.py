"""The timetable: a day as rooms and times, to move sessions by pointer and keyboard."""

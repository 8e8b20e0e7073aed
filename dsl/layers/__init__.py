"""Bases found and merged into one tree: law -> timetable -> school -> kind -> branch. Nodes keep their places."""

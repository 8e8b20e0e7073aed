"""Bases found and merged into one tree: law -> timetable -> school -> branch kind -> branch. Nodes keep their places."""

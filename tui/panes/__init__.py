"""The panes beside and below the editor: points, ranking, problems, status. They show what they are given."""

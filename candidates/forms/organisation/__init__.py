"""The settings of the organisation: one page, in groups, each setting with its default and a line that explains it."""

"""A regulation against the calendar and the register of acts: dates, terms, ages, acts and bases in force."""

"""What of a survey may be told, so that nobody can be read out of it. Its readers are colleagues: they are the attackers.

Everything here is pure: people and their scores in, figures out. What is published is all one needs to know what could be published:
whether a cell is hidden depends on how many answered, whether it is a number or a band on the figure itself and on how many answered.
A rule that looked at single answers would tell about them by refusing.
"""

LEAST = 5
"""Fewer answers than these are nobody's business: neither published nor left over by a subtraction."""
POOLED = 2
"""As many colleagues may put their own answers together and still learn nothing of the others."""
FROM = LEAST + POOLED
"""In effect the fewest answers of which anything is published."""
NARROWEST = 0.25
"""Of the scale: the mean of any one to four people could be anywhere in a range at least this wide."""
RESERVE = (LEAST - 1) * NARROWEST + POOLED
"""People who could all be at one end of the scale, whatever is published: see `gate`."""
RULE = "2"
"""The version of the rule; each release says under which it was made."""

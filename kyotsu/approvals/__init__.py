"""Who must approve a change, when nothing is deployed, and for how long an approval counts.

Unified standards R7 2.1.1(8): who applies for something never approves it.
"""

"""The sentences of a review, in Japanese and English, from one place each."""

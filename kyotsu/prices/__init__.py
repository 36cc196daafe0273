"""The price book: dated public list prices, and what a month of resources costs by them.

`kyotsu.prices.cost.monthly_cost` is the way in; `kyotsu.prices.book.load_book` gives the book.
"""

"""An optional language model beside the assistant: off unless somebody sets it up, and never a source of figures.

`router` only says which intent a question has when the assistant is not sure; the answer is the assistant's own.
`tools` also lets it ask the topics (read-only) and word an answer around placeholders, which the guard checks like a
template of ours. Whatever goes wrong, the assistant's own answer stands.
"""

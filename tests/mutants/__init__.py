"""Guards that tests hold: each entry takes one guard away and names the tests that must then fail.

A guard that can be deleted without a test noticing is a guard that will be deleted one day. Every new predicate, queryset, refusal or
constraint adds its line here, in the list of its app (`lists/`). `make test-long` takes all of them away, one by one; `python -m tests.mutants -k words`
takes away those whose name, place or tests hold the words. The rule is: none survives.
"""

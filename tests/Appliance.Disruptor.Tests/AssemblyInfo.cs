// The tests start threads of their own and need the cores; two at once would measure and hinder each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

"""A class judged on many machines: Dask behind the executor seam. See ``docs/cluster.md``.

The extra ``[cluster]`` brings what is imported here. Nothing else of the engine needs it.
"""

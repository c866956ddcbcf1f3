class Stop(Exception):
    """This machine, or what is asked of it, does not let us go on."""

"""What a booking page shows of how to reach somebody: enough to know it is right, too little to use."""


def number_ending(number: str) -> str:
    """The last two digits; nothing of a number too short to be one."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return digits[-2:] if len(digits) > 4 else ""


def address_beginning(address: str) -> str:
    """The first two letters of what stands before the at sign."""
    return address.partition("@")[0][:2]

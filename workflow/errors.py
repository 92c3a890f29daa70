"""What the engine says when something cannot be done; views show the message as it stands."""


class WorkflowError(Exception):
    """Base of all refusals; `message` is German and meant for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowedError(WorkflowError):
    """This person may not do this."""


class AlreadyDoneError(WorkflowError):
    """Somebody else was faster; the message says who and when."""


class InputError(WorkflowError):
    """Something typed cannot be used; `field` names where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field

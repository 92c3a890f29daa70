"""What every answer says to the browser besides what Django and django-csp say."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# No page needs any of this, nor does anything that could be smuggled into one.
FEATURES = ("accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb")  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)


class PermissionsMiddleware:
    """Adds `Permissions-Policy`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        return response

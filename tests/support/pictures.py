"""Pictures that a test needs, made on the spot."""

from io import BytesIO

from PIL import ExifTags, Image


def picture(kind: str, *, located: bool = False) -> bytes:
    """Return a small picture of a kind, with the place where it was taken if `located`."""
    image, out, exif = Image.new("RGB", (4, 4)), BytesIO(), Image.Exif()
    if located:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    image.save(out, kind, exif=exif)
    return out.getvalue()

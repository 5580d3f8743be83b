"""Photographs with everything that a camera writes beside the pixels."""
import io

from PIL import Image, PngImagePlugin


def jpeg(size=(40, 20), orientation=6, tail=b""):
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, 5, 5))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "CANARYcamera", "CANARYartist"
    exif.get_ifd(0x8825)[1] = "CANARYgps"
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, comment=b"CANARYcomment", quality=90)
    return made.getvalue() + tail


def png(size=(40, 20), tail=b"", **text):
    info = PngImagePlugin.PngInfo()
    for key, value in ({"Author": "CANARYauthor"} | text).items():
        info.add_text(key, value)
    info.add_itxt("XML:com.adobe.xmp", "CANARYxmp")
    image = Image.new("RGBA", size, (10, 200, 30, 128))
    exif = Image.Exif()
    exif[0x013B] = "CANARYartist"
    made = io.BytesIO()
    image.save(made, "PNG", pnginfo=info, exif=exif)
    return made.getvalue() + tail

"""PDF and OFD files made by hand, with a canary in every place where nobody looks."""
import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.files.words import packed


def plain_pdf(words=b"Hello", **options):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    # a generator may give its fonts any name, also that of a key which is taken out elsewhere
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary({"/AA": font, "/JS": font}))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /AA 12 Tf 20 100 Td (" + words + b") Tj ET")
    made = io.BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def everything(photograph):
    pdf = pikepdf.open(io.BytesIO(plain_pdf()))
    root, page = pdf.Root, pdf.pages[0].obj
    pdf.docinfo["/Author"], pdf.docinfo["/Title"] = "CANARYauthor", "CANARYtitle"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"], metadata["pdfaid:part"], metadata["pdfaid:conformance"] = ["CANARYxmp"], "2", "B"
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('CANARYjs')"))
    root.OpenAction, root.AA = script, Dictionary(WC=script)
    inside = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("CANARYname.txt"), EF=Dictionary(
        F=pdf.make_stream(b"CANARYembedded", Type=Name.EmbeddedFile))))
    root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])),
                            EmbeddedFiles=Dictionary(Names=Array([String("CANARYkey"), inside])))
    root.AF, root.PieceInfo = Array([inside]), Dictionary(X=Dictionary(Private=String("CANARYprivate")))

    def note(kind, **more):
        return pdf.make_indirect(Dictionary({
            "/Type": Name.Annot, "/Subtype": Name(f"/{kind}"), "/Rect": Array([0, 0, 9, 9]), "/T": String("CANARYt"), "/Contents": String("CANARYc"),
            "/NM": String("CANARYnm")} | {f"/{key}": value for key, value in more.items()}))

    text = note("Text", RC=String("CANARYrich"))
    link = note("Link", A=Dictionary(S=Name.URI, URI=String("https://www.gov.cn/")))
    del link.Contents
    share = note("Link", A=Dictionary(S=Name.URI, URI=String("file:///CANARYshare")))
    run = note("Link", A=Dictionary(S=Name.Launch, F=String("CANARYlaunch.exe")), Contents=String(""))
    share.Contents = run.Contents
    page.Annots = Array([
        text, note("Popup", Parent=text), note("FreeText"), note("Highlight"), note("FileAttachment", FS=inside), note("Stamp", AP=Dictionary()),
        note("RichMedia"), link, share, run])
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("visible"), Rect=Array([0, 0, 9, 9]),
        AA=Dictionary(K=script), A=script))
    seal = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("seal"), Rect=Array([0, 0, 9, 9]),
        V=Dictionary(Type=Name.Sig, Name=String("CANARYsigner"), Contents=String("CANARYpkcs"))))
    page.Annots.extend([field, seal])
    root.AcroForm = Dictionary(Fields=Array([field, seal]), SigFlags=3, XFA=Array([String("x"), pdf.make_stream(b"CANARYxfa")]))
    root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Annot, K=Dictionary(Type=Name.OBJR, Obj=text)))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer"), Usage=Dictionary(CreatorInfo=Dictionary(Creator=String("CANARYapp")))))
    root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Creator=String("CANARYd")))
    page.LastModified, page.Thumb = String("CANARYdate"), pdf.make_stream(b"CANARYthumb")
    image = pdf.make_stream(photograph, Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20, ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
                            Filter=Name.DCTDecode, Metadata=pdf.make_stream(b"CANARYimagexmp", Type=Name.Metadata))
    page.Resources.XObject = Dictionary(Metadata=image)
    made = io.BytesIO()
    pdf.save(made)
    return revised(made.getvalue())


def revised(data):
    """An update by hand, as a program appends it: the former content stream stays in the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number, size = pdf.pages[0].obj.Contents.objgen[0], len(pdf.objects) + 1
        catalogue = pdf.Root.objgen[0]
    start = data[data.rindex(b"startxref") + 9:].split()[0]
    words = b"BT /AA 12 Tf 20 100 Td (World) Tj ET"
    where = len(data) + 1
    update = b"\n%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(words), words)
    table = len(data) + len(update)
    return data + update + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, where, size, catalogue, start, table)


def ofd(**more):
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><!--CANARYxml--><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123</ofd:DocID>'
                   '<ofd:Title>CANARYtitle</ofd:Title><ofd:Author>CANARYauthor</ofd:Author><ofd:Creator>CANARYapp</ofd:Creator>'
                   '<ofd:ModDate>2026-01-01</ofd:ModDate><ofd:Keywords><ofd:Keyword>CANARYword</ofd:Keyword></ofd:Keywords>'
                   '<ofd:CustomDatas><ofd:CustomData Name="x">CANARYdata</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
                   '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="Doc_0/V1.xml"/></ofd:Versions>'
                   '<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>'
                              '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
                              '<ofd:Actions><ofd:Action Event="DO"><ofd:GotoA AttachID="1"/></ofd:Action></ofd:Actions>'
                              '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>'
                              '<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="2" Type="Image">'
                               '<ofd:MediaFile>p.jpg</ofd:MediaFile>'
                               '</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="3"><ofd:TextObject ID="4">'
                                          '<ofd:TextCode X="0" Y="0">正文</ofd:TextCode>'
                                          '</ofd:TextObject><ofd:TextObject ID="5" Visible="false"/></ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {space}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc>'
                                        '</ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Page_0/Annot.xml": f'<ofd:PageAnnot {space}><ofd:Annot ID="6" Type="Path" Creator="CANARYby">'
                                         '<ofd:Remark>CANARYremark</ofd:Remark></ofd:Annot>'
                                         '<ofd:Annot ID="7" Type="Stamp" Creator="CANARYby" LastModDate="2026-01-01"/></ofd:PageAnnot>',
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {space}><ofd:Attachment ID="1" Name="CANARYname">'
                                         '<ofd:FileLoc>a.bin</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/a.bin": b"CANARYattachment", "Doc_0/V1.xml": f"<ofd:DocVersion {space}>CANARYversion</ofd:DocVersion>",
        "Doc_0/Tags/CustomTags.xml": "<x>CANARYtag</x>", "Doc_0/old/Content.xml": "<x>CANARYold</x>",
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {space}><ofd:Signature ID="1" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f'<ofd:Signature {space}><ofd:SignedInfo><ofd:References>'
                                            '<ofd:Reference FileRef="/Doc_0/Attachs/a.bin"/></ofd:References>'
                                            '</ofd:SignedInfo><ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</ofd:SignedValue></ofd:Signature>',
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"seal",
    }
    return packed(parts | more)

"""What the steps of a document ask for. A form cleans and does not decide: checks do."""
from .document import ANSWER, ATTRIBUTE, DocumentForm
from .importing import UploadForm
from .parts import ArrangeForm, AttachForm, DetachForm
from .publication import AdoptForm, ScheduleForm, ValidityForm, WithdrawForm
from .review import ApproveForm, ChangeAttributeForm, CommentForm, HandOverForm, ReturnForm, ReviewForm, SignForm
from .sealing import LockForm, PurgeForm, UnlockForm

__all__ = [
    "ANSWER",
    "ATTRIBUTE",
    "AdoptForm",
    "ApproveForm",
    "ArrangeForm",
    "AttachForm",
    "ChangeAttributeForm",
    "CommentForm",
    "DetachForm",
    "DocumentForm",
    "HandOverForm",
    "LockForm",
    "PurgeForm",
    "ReturnForm",
    "ReviewForm",
    "ScheduleForm",
    "SignForm",
    "UnlockForm",
    "UploadForm",
    "ValidityForm",
    "WithdrawForm",
]

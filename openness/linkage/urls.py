from django.urls import path

from openness.agencies.access import holding

from .rights import ANSWER, LINK
from .views import contacts, letters

senders, both = holding(LINK), holding(LINK, ANSWER)
app_name = "linkage"
urlpatterns = [
    path("contacts/", senders(contacts.contacts), name="contacts"),
    path("contacts/new/", senders(contacts.NewContact.as_view()), name="new_contact"),
    path("contacts/<int:pk>/", senders(contacts.contact), name="contact"),
    path("contacts/<int:pk>/<slug:step>/", senders(contacts.ContactStep.as_view()), name="contact_step"),
    path("letters/", both(letters.letters), name="letters"),
    path("letters/new/<slug:kind>/", senders(letters.Write.as_view()), name="write"),
    path("letters/<int:pk>/", senders(letters.letter), name="letter"),
    path("letters/to/<int:pk>/", both(letters.delivery), name="delivery"),
    path("letters/to/<int:pk>/<slug:step>/", both(letters.DeliveryStep.as_view()), name="delivery_step"),
]

"""What an edit form insists on: whatever of it is offered or sent must be filled."""


def demand(form, *names):
    for name in names:
        form.fields[name].required = not form.subject.pk or not form.is_bound or name in form.data

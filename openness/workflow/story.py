"""What was done with a thing, for its page."""
from openness.audit.trail import events_of
from openness.audit.words import step_label


def story(subject):
    """[{event, label}], the newest first, in the words of the steps."""
    return [{"event": event, "label": step_label(event.step, subject.workflow)}
            for event in reversed(events_of(subject))]

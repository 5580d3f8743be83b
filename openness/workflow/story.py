"""What was done with a thing, for its page."""
from openness.audit.trail import events_of


def story(subject):
    """[{event, label}], the newest first, in the words of the steps."""
    workflow = subject.workflow
    return [{"event": event, "label": workflow[event.step].label if event.step in workflow else event.step}
            for event in reversed(events_of(subject))]

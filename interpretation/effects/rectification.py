def order(task, attempt):
    task.ordered_by, task.ordered_at = attempt.by.user, attempt.now


def finish(task, attempt):
    task.done_at = attempt.now


def confirm(task, attempt):
    task.confirmed_by, task.confirmed_at = attempt.by.user, attempt.now


def reopen(task, attempt):
    task.done_at = None

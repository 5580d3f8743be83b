from django.test import Client

first = []      # the handler of the first client: a new one would load all middleware and list all static files again


def client_of(user=None):
    """Somebody at a client that gets the page of an error instead of its exception."""
    client = Client(raise_request_exception=False)
    if not first:
        client.handler.load_middleware()
        first.append(client.handler)
    client.handler = first[0]
    if user:
        client.force_login(user)
    return client

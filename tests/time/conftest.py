from tests.kernel.test_workers import empty_broker, start_worker  # noqa: F401

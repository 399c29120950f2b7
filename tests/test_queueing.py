"""Turns at the model: first come first served, owners in turn, places told, nothing lost when somebody leaves."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from app.models.queueing import FairQueue


def test_one_at_a_time_in_the_order_of_coming():
    queue = FairQueue(1)
    with ExitStack() as stack:
        first = stack.enter_context(queue.ticket("甲"))
        with queue.ticket("乙") as second, queue.ticket("丙") as third:
            assert [ticket.called.is_set() for ticket in (first, second, third)] == [True, False, False]
            assert [ticket.place for ticket in (first, second, third)] == [0, 1, 2]
            assert queue.waiting() == 2
            stack.close()
            assert [ticket.called.is_set() for ticket in (second, third)] == [True, False]
            assert third.place == 1


def test_somebody_with_five_drafts_waits_behind_each_other_persons_first():
    queue = FairQueue(1)
    with queue.ticket("誰か"), ExitStack() as stack:
        many = [stack.enter_context(queue.ticket("甲")) for _ in range(3)]
        one = stack.enter_context(queue.ticket("乙"))
        assert [ticket.place for ticket in (*many, one)] == [1, 3, 4, 2]


def test_two_slots_run_two():
    queue = FairQueue(2)
    with queue.ticket("甲") as first, queue.ticket("甲") as second, queue.ticket("乙") as third:
        assert [ticket.called.is_set() for ticket in (first, second, third)] == [True, True, False]


def test_who_leaves_the_line_or_fails_gives_the_turn_back():
    queue = FairQueue(1)
    with queue.ticket("甲"):
        with queue.ticket("乙"):
            pass
        assert queue.waiting() == 0
    try:
        with queue.ticket("甲"):
            raise ValueError
    except ValueError:
        pass
    with queue.ticket("乙") as ticket:
        assert ticket.called.is_set()


def test_hundreds_of_threads_never_run_more_than_the_slots():
    queue = FairQueue(3)
    running, most, done = [0], [0], []
    lock = threading.Lock()

    def work(number):
        with queue.ticket(f"{number % 7}") as ticket:
            assert ticket.called.wait(30)
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
            with lock:
                running[0] -= 1
                done.append(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(300)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    assert sorted(done) == list(range(300))
    assert most[0] <= 3
    assert queue.waiting() == 0

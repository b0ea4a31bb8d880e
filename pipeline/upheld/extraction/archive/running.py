"""The run over an archive: it plans shards, gives batches to the engine, and writes what comes back."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from upheld import __version__
from upheld.extraction.archive.engine import Done, Engine, Failure, Limits
from upheld.extraction.archive.fingerprint import fingerprint
from upheld.extraction.archive.giving_up import explain
from upheld.extraction.archive.loading import load_letters
from upheld.extraction.archive.manifest import (
    ArchiveError,
    Entry,
    Finished,
    Options,
    ShardId,
    clear,
    clear_unfinished,
    count_rows,
    read_entry,
    read_finished,
    require_same,
    write_entry,
    write_manifest,
)
from upheld.extraction.archive.measuring import Measuring
from upheld.extraction.archive.originals import Originals
from upheld.extraction.archive.planning import (
    Draft,
    InputChangedError,
    Pass,
    current_generation,
)
from upheld.extraction.archive.progress import Show, State
from upheld.extraction.archive.shards import BATCH_LETTERS, Batch, OpenShard
from upheld.extraction.archive.stopping import StopRequest
from upheld.extraction.archive.store import Store, only_one, open_store
from upheld.extraction.batches import LetterReader, MakeReadBatch
from upheld.reading import find_letters
from upheld.reading.addresses import is_address

_PATIENCE = 1.0  # Seconds between looks at the signals and the clock.
_LOSSES = 10  # With so many machines, one after the other: it may be the letters after all.
_ATTEMPTS = 2  # A letter that a worker died on twice, alone, is held to be the reason.


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: letters and errors in it, and in the whole folder."""

    letters: int
    errors: int
    words: int
    all_letters: int
    all_errors: int
    seconds: float
    stopped: int | None
    """The signal that stopped it before the end of the input, else None."""
    changed: Sequence[str] = field(default_factory=tuple)
    """Letters that were read before and have another size now; they keep their rows."""


class MakeEngine(Protocol):
    """Starts an engine; it is started when there is something to read."""

    def __call__(self, make: MakeReadBatch, limits: Limits, /) -> Engine:
        """Start it."""


def extract_archive(
    sources: Sequence[str | Path],
    out: str | Path,
    engine: MakeEngine,
    *,
    model: str | Path | None = None,
    entities: bool = True,
    text_column: str | None = None,
    shard_letters: int = 500,
    limits: Limits | None = None,
    overwrite: bool = False,
    show: Show | None = None,
    make: MakeReadBatch | None = None,
) -> Report:
    """Extract from sources of any size into Parquet shards, from where an earlier run stopped.

    Args:
        sources: as for `find_letters`.
        out: the folder of the results, a path or an address.
        engine: starts what reads the batches.
        model: as for `upheld.load`.
        entities: find the entities as well.
        text_column: name of the text column of tables.
        shard_letters: letters of a shard, 1 or more.
        limits: what one letter may take.
        overwrite: delete earlier results and read all letters again.
        show: shows how far the run has come.
        make: what loads the function that reads batches, by default that of the program.

    Raises:
        ArchiveError: the folder holds results of another model or other options, or another run writes there.
        OSError: there is no such model; the results cannot be written, as on a full disk: what is finished stays.
        WorkersFailedError: no worker can be started.

    """
    _require_apart(sources, out)
    options = Options(
        version=__version__,
        model=fingerprint(model) if entities else "",
        entities=entities,
        text_column=text_column,
        shard_letters=shard_letters,
    )
    if make is None:
        make = partial(LetterReader, entities=entities, model=model)
    store = open_store(out)
    with _alone(store), StopRequest() as stop:
        if overwrite:
            clear(store)
        require_same(store, options)
        run = _Run(store, options, show or _show_nothing, stop)
        with Measuring(sources, run.state):
            return run(sources, partial(engine, make, limits or Limits()), limits or Limits())


def _show_nothing(state: State, *, last: bool = False) -> None:
    del state, last


def _require_apart(sources: Sequence[str | Path], out: str | Path) -> None:
    """Make sure that the results are not written among the letters, where the next run would take them for some."""
    for source in sources:
        if is_address(source) or is_address(out):
            inside = str(out).startswith(str(source).rstrip("/") + "/") or str(out) == str(source)
        else:
            inside = Path(out).resolve().is_relative_to(Path(source).resolve())
        if inside:
            raise ArchiveError(f"{out} lies in {source}, which is to be read: give another --out.")


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    try:
        with only_one(store):
            yield
    except BlockingIOError:
        raise ArchiveError(
            f"{store.name}: another run writes there. Wait for it, or give another --out."
        ) from None


class _Run:
    def __init__(self, store: Store, options: Options, show: Show, stop: StopRequest) -> None:
        self._store, self._options, self._show, self._stop = store, options, show, stop
        self._finished: Finished = read_finished(store)
        self._originals = Originals()
        clear_unfinished(store, self._finished)
        self._open: dict[ShardId, OpenShard] = {}
        self._waiting: deque[Batch] = deque()
        self._given: dict[int, Batch] = {}
        self._touched: set[ShardId] = set()
        self._numbers = 0
        self._engine: Engine | None = None
        self.state = State(started=time.monotonic())

    def __call__(
        self, sources: Sequence[str | Path], start: Callable[[], Engine], limits: Limits
    ) -> Report:
        self._start, self._limits = start, limits
        began = time.monotonic()
        try:
            changed = self._read_all(sources)
            complete = not self._stop
            if complete or self._engine is not None:
                write_manifest(self._store, self._options, self._finished, complete=complete)
        finally:
            if self._engine is not None:
                self._engine.close()
            self._originals.close()
            self._show(self.state, last=True)
        return Report(
            letters=self.state.letters,
            errors=self.state.errors,
            words=self.state.words,
            all_letters=sum(rows.letters for rows in self._finished.values()),
            all_errors=sum(rows.errors for rows in self._finished.values()),
            seconds=time.monotonic() - began,
            stopped=self._stop.signal,
            changed=tuple(changed),
        )

    def _read_all(self, sources: Sequence[str | Path]) -> list[str]:
        """Go over the input until its end; begin again where it is not the one that a stopped run went through."""
        generation = current_generation(self._finished)
        while True:
            tour = Pass(
                self._finished,
                self._read_entry,
                generation,
                self._options.shard_letters,
            )
            found = find_letters(sources, text_column=self._options.text_column)
            try:
                self._read(tour, tour.drafts(found, load_letters))
            except InputChangedError:
                self._drain()
                generation = current_generation(self._finished) + 1
            else:
                self._check(tour, generation)
                return tour.changed

    def _read_entry(self, shard: ShardId) -> Entry:
        """Read the entry of a finished shard; what it tells of contents is known from then on."""
        entry = read_entry(self._store, shard)
        self._originals.know(entry)
        return entry

    def _check(self, tour: Pass, generation: int) -> None:
        """Make sure at the end of the input that all that was found is in a shard."""
        own = [rows for shard, rows in self._finished.items() if shard.generation == generation]
        out = sum(rows.letters + rows.errors for rows in own)
        if tour.new != out and not self._stop:
            raise ArchiveError(
                f"{tour.new} letters in, but {out} letters and errors out. Please report it."
            )

    def _read(self, tour: Pass, drafts: Iterator[Draft]) -> None:
        more = True
        while more and not self._stop:
            while len(self._open) < self._most_open and not self._stop:
                draft = next(drafts, None)
                self.state.seen, self.state.skipped = tour.seen, tour.skipped
                if draft is None:
                    more = False
                    break
                self._begin(draft)
                self._give()
            if more or self._open:
                self._step()
        if self._stop:
            self._drop_untouched()
        self._drain()

    @property
    def _most_open(self) -> int:
        """How many shards may be open: enough for every worker to have a batch while the last ones are waited for."""
        workers = self._engine.workers if self._engine else 1
        return 2 + workers * 2 * BATCH_LETTERS // self._options.shard_letters

    def _begin(self, draft: Draft) -> None:
        if self._engine is None:
            # From here on there is something to write: what the folder is goes first.
            write_manifest(self._store, self._options, self._finished, complete=False)
            self._engine = self._start()
            self._stop.listen()
            self.state.started = time.monotonic()
        shard = OpenShard.of(draft, self._originals)
        self._open[shard.id] = shard
        self._waiting.extend(shard.batches())
        self._close(shard)

    def _drop_untouched(self) -> None:
        """Close the shards of which no letter was given to a worker: they are for the next run.

        None of those that are kept waits for one of them, since letters are given in their order.
        """
        for shard in set(self._open) - self._touched:
            del self._open[shard]
        self._waiting = deque(batch for batch in self._waiting if batch.shard in self._touched)

    def _drain(self) -> None:
        """Bring the shards that are open to their end."""
        while self._open:
            self._step()

    def _step(self) -> None:
        """Give what can be given, and take what has ended."""
        if self._engine is None:
            return
        self._give()
        for done in self._engine.wait(_PATIENCE):
            self._take(done)
        self._show(self.state)

    def _give(self) -> None:
        engine = self._engine
        while engine and self._waiting and engine.free > 0:
            batch = self._waiting.popleft()
            self._numbers += 1
            self._given[self._numbers] = batch
            self._touched.add(batch.shard)
            engine.give(self._numbers, self._open[batch.shard].letters(batch))

    def _take(self, done: Done) -> None:
        batch = self._given.pop(done.number)
        shard = self._open[batch.shard]
        if isinstance(done.result, Failure):
            self._fail(shard, batch, done.result)
        else:
            shard.take(batch, done.result)
        self._close(shard)

    def _fail(self, shard: OpenShard, batch: Batch, failure: Failure) -> None:
        """Read the letters of a batch one by one; give up the one that is the reason."""
        if (
            failure.cause == "lost" and batch.losses < _LOSSES
        ):  # With the machine, which no letter takes down.
            self._waiting.appendleft(replace(batch, losses=batch.losses + 1))
        elif len(batch.places) > 1:
            self._waiting.extendleft(reversed(batch.apart()))
        elif failure.cause in {"crash", "lost"} and batch.attempt < _ATTEMPTS:
            self._waiting.appendleft(replace(batch, attempt=batch.attempt + 1))
        else:
            shard.give_up(batch, *explain(failure, self._limits))

    def _close(self, shard: OpenShard) -> None:
        if shard.id not in self._open or not shard.is_done(self._finished.keys()):
            return
        entry = shard.write(self._store, self._originals)
        write_entry(self._store, entry)
        del self._open[shard.id]
        self._touched.discard(shard.id)
        rows = self._finished[shard.id] = count_rows(entry)
        self.state.letters += rows.letters
        self.state.errors += rows.errors
        self.state.words += rows.words
        for waiting in list(self._open.values()):  # For the rows of this one, it may be.
            self._close(waiting)

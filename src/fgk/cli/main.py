"""The entry point: one run of the program, from the arguments to the exit code."""

import contextlib
import gc
import os
import sys
import traceback
from typing import TextIO

from fgk.cli.session import DEBUG_VARIABLE, language_of_help
from fgk.messages import N_, Message, Translator, msg, use_for_libraries
from fgk.stops import CANNOT_RUN, FOUND, INTERRUPTED, OK, WRONG_USE, Stop

_COLLECT_EVERY = 200_000
"""Objects between two runs of the garbage collector: records and nodes hold no cycles, so it has little to find."""


def main(arguments: list[str] | None = None) -> None:
    """Run fgk and leave the process with its exit code."""
    gc.set_threshold(_COLLECT_EVERY, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # searching all packages for plugins costs 15 ms
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(sys.argv[1:] if arguments is None else arguments)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        pass
    except OSError:
        code = CANNOT_RUN
    os._exit(code)  # all is written and nothing is open: taking thousands of objects apart one by one helps nobody


def run(arguments: list[str]) -> int:
    """Run fgk with some arguments and give its exit code; nothing is raised."""
    translate = Translator(language_of_help(arguments, os.environ))
    use_for_libraries(translate.language)
    try:
        from fgk.cli.app import make_command
        from fgk.cli.asked_for import asked_command

        result = make_command(translate, asked_command(arguments)).main(
            args=arguments, prog_name="fgk", standalone_mode=False
        )
    except BrokenPipeError:
        _let_go_of_stdout()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever happens, nobody is shown a traceback
        return _failed(error, arguments, translate)
    return result if isinstance(result, int) else OK


def _failed(error: Exception, arguments: list[str], translate: Translator) -> int:
    from fgk.cli.usage import is_interruption, usage_stop

    if is_interruption(error):
        return INTERRUPTED
    stop = error if isinstance(error, Stop) else usage_stop(error) or _defect(error)
    text = translate(stop.message)
    _print_stop(stop, text, translate)
    if stop.code in (FOUND, WRONG_USE, CANNOT_RUN):
        _give_machines_their_output(text, arguments, translate)
    return stop.code


def _print_stop(stop: Stop, text: str, translate: Translator) -> None:
    from fgk.render.escaping import printable

    lines = [f"fgk: {printable(text)}"] if text else []
    if stop.hint is not None:
        lines.append(f"     {printable(translate(stop.hint))}")
    _write(sys.stderr, "".join(f"{line}\n" for line in lines))


_OF_THE_SYSTEM = (
    N_("File exists"),
    N_("File name too long"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("it leads out of the repository"),
    N_("it has been changed meanwhile"),
)
"""Why a file cannot be read or written, in the system's own words, which it has in English, and ours."""


def _defect(error: Exception) -> Stop:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    if isinstance(error, OSError):
        return Stop(msg("{reason}: {path}", reason=Message(error.strerror or ""), path=error.filename or "–"))
    return Stop(
        msg("A defect of fgk: {error}", error=f"{type(error).__name__}: {error}"),
        msg("Please report it; with the variable FGK_DEBUG=1 all details are printed."),
    )


def _give_machines_their_output(text: str, arguments: list[str], translate: Translator) -> None:
    """Print or write what was asked for with nothing in it but the error, so that what reads it can go on."""
    from fgk.cli.asked_for import asked_for

    asked = asked_for(arguments)
    if asked.command in ("validate", "review"):
        from fgk.cli.findings import print_failure

        for target in asked.targets:
            with contextlib.suppress(OSError):
                _write(sys.stdout, print_failure(target, asked.output, translate, text, f"fgk {asked.command}"))
    elif any(target.format == "json" for target in asked.targets):
        import json

        from fgk.render.escaping import json_safe

        form = "--transitions" if asked.command == "history" and "--transitions" in arguments else asked.command
        data = {"schema_version": 1, **_EMPTY.get(form or "", {}), "error": text}
        _write(sys.stdout, json_safe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")


_EMPTY: dict[str, dict[str, object]] = {
    "status": {"municipalities": []},
    "deadlines": {"deadlines": []},
    "diff": {
        "base": None,
        "head": None,
        "changes": [],
        "unreadable": [],
        "derived": [],
        "findings": {"new": [], "resolved": []},
    },
    "history": {"municipality": None, "id": None, "complete": False, "entries": []},
    "--transitions": {"complete": False, "transitions": []},
    "fix": {"summary": {"files": 0, "repairs": 0, "written": 0}, "files": []},
}
"""What the JSON objects of commands, and of what has a form of its own, hold where there is nothing."""


def _write(stream: TextIO | None, text: str) -> None:
    """Write what is left to say; where the stream is closed or full, nobody can be told."""
    with contextlib.suppress(OSError, ValueError):
        if stream is not None:
            stream.write(text)
            stream.flush()


def _let_go_of_stdout() -> None:
    """Keep the interpreter from writing to a closed pipe when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The calls in Python, as aiohttp's documentation recommends: one session for all of them.

Reads a line of JSON for each round, and answers with a line of JSON. `--about` prints what it runs on.
"""

import asyncio
import json
import platform
import sys
import time

import aiohttp


def about():
    try:
        import aiohttp._http_parser  # noqa: F401

        extensions = True
    except ImportError:
        extensions = False
    try:
        import uvloop

        loop = uvloop.__version__
    except ImportError:
        loop = None
    return {
        "aiohttp": aiohttp.__version__,
        "python": platform.python_version(),
        "extensions": extensions,
        "uvloop": loop,
    }


def peak_rss_bytes():
    """On Linux, ru_maxrss also counts what the parent had when it started this process."""
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


async def play(session, url, calls, how):
    async def call():
        async with session.get(url) as response:
            return await response.json()

    if how == "at once":
        await asyncio.gather(*(call() for _ in range(calls)))
    else:
        for _ in range(calls):
            await call()


async def main(connections):
    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=300)
    async with aiohttp.ClientSession(connector=connector) as session:
        while line := sys.stdin.readline():
            round = json.loads(line)
            cpu = time.process_time()
            start = time.perf_counter()
            await play(session, round["url"], round["calls"], round["how"])
            result = {
                "ms": (time.perf_counter() - start) * 1000,
                "cpuMs": (time.process_time() - cpu) * 1000,
                "peakRssBytes": peak_rss_bytes(),
            }
            print(json.dumps(result), flush=True)


if "--about" in sys.argv:
    print(json.dumps(about()))
else:
    if "--uvloop" in sys.argv:
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(main(int(sys.argv[1])))

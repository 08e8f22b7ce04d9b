"""Reads the list of tasks again and again for some seconds, on kept connections, and ends with 1
if any answer is not 200.  Usage: load.py SITE TOKEN_FILE SECONDS"""
import collections
import http.client
import sys
import threading
import time
import urllib.parse

site, token_file, seconds = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2], float(sys.argv[3])
headers = {"Authorization": "Bearer " + open(token_file).read().strip()}
answers = collections.Counter()
lock = threading.Lock()


def read(until):
    connection = http.client.HTTPConnection(site.hostname, site.port, timeout=15)
    while time.monotonic() < until:
        try:
            connection.request("GET", "/api/tasks?limit=5", headers=headers)
            response = connection.getresponse()
            response.read()
            answer = response.status
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            answer = type(error).__name__
        with lock:
            answers[answer] += 1
        time.sleep(0.02)


threads = [threading.Thread(target=read, args=(time.monotonic() + seconds,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("answers:", dict(answers))
sys.exit(0 if set(answers) == {200} else 1)

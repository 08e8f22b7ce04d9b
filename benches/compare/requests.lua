-- Sends the requests of a file, over and over in their order. The file has each as it goes over
-- the wire, after its length and a line break. A second argument is a pause before each, in ms.
local requests, at = {}, 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local text = file:read("*a")
  file:close()
  local from = 1
  while from <= #text do
    local length, start = text:match("^(%d+)\n()", from)
    from = start + tonumber(length)
    requests[#requests + 1] = text:sub(start, from - 1)
  end
  if arguments[2] then
    local pause = tonumber(arguments[2])
    -- wrk asks for it only where there is one.
    function delay()
      return pause
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end

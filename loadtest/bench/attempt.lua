-- wrk script: each thread walks its own part of a file of prepared requests, one a line: path<TAB>token<TAB>body
-- %ADDRESS% as a token: a request without one, from another address each time
-- REQUESTS names the file, THREADS how many threads share it, POISON sends that percentage of bodies that no server may accept
local counter = 0
function setup(thread)
  thread:set("id", counter)
  counter = counter + 1
end

function init(args)
  local file = os.getenv("REQUESTS")
  local threads = tonumber(os.getenv("THREADS") or "1")
  method = os.getenv("METHOD") or "POST"
  poison = tonumber(os.getenv("POISON") or "0")
  requests = {}
  local number = 0
  for line in io.lines(file) do
    if number % threads == id then requests[#requests + 1] = line end
    number = number + 1
  end
  at = 0
  random = 12345 + id
end

local function uuid()
  -- minimal standard generator: cheap, and different in every thread
  local parts = {}
  for part = 1, 4 do
    random = (random * 16807) % 2147483647
    parts[part] = string.format("%08x", random)
  end
  local hex = table.concat(parts)
  return hex:sub(1, 8) .. "-" .. hex:sub(9, 12) .. "-4" .. hex:sub(14, 16) .. "-a" .. hex:sub(18, 20) .. "-" .. hex:sub(21, 32)
end

function request()
  at = at + 1
  local line = requests[(at - 1) % #requests + 1]
  local path, token, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
  body = body:gsub("%%UUID%%", uuid()):gsub("%%SEQ%%", tostring(math.floor((at - 1) / #requests) + 1)):gsub("%%Q%%", tostring(math.floor((at - 1) / #requests) % 20))
  if poison > 0 then
    random = (random * 16807) % 2147483647
      -- good for every schema, refused by a constraint of the table: the row itself is at fault
    if random % 100 < poison then body = body:gsub('"answer":"[^"]*"', '"answer":"poison"') end
  end
  local headers = { ["content-type"] = "application/json" }
  if token == "%ADDRESS%" then headers["x-forwarded-for"] = "10." .. math.floor(at / 65536) % 256 .. "." .. math.floor(at / 256) % 256 .. "." .. at % 256
  elseif token ~= "" then headers["authorization"] = "Bearer " .. token end
  if method == "GET" then return wrk.format("GET", path, headers) end
  return wrk.format(method, path, headers, body)
end

function done(summary, latency)
  io.write(string.format('RESULT {"requests":%d,"durationUs":%d,"errors":%d,"non2xx":%d,"p50Us":%d,"p99Us":%d}\n',
    summary.requests, summary.duration, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status, latency:percentile(50), latency:percentile(99)))
end

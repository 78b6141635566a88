--[[ take-from-bucket: one use of a bucket that refills steadily (generic cell rate algorithm).
  KEYS    1 bucket
  ARGV    1 nowMs  2 everyMs  3 burst
  RETURNS 0 when taken, else the milliseconds to wait ]]
local nowMs, everyMs, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local fullAt = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), nowMs)
local earliest = fullAt + everyMs - burst * everyMs
if earliest > nowMs then return earliest - nowMs end
redis.call('SET', KEYS[1], string.format('%.0f', fullAt + everyMs), 'PX', fullAt + everyMs - nowMs)
return 0

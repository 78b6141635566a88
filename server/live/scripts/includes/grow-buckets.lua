-- one more bucket: the next in turn is parted in two; returns how many there are now
local function growBuckets(standings, count, half)
  local parted = redis.call('HGET', standings, count - half) or ''
  local kept, moved, at = {}, {}, 1
  while at <= #parted do
    local last = at + 1 + struct.unpack('>I2', parted, at)
    local isMoved = hashOf(parted:sub(at + 2, at + 9)) % (half * 2) == count
    table.insert(isMoved and moved or kept, parted:sub(at, last))
    at = last + 1
  end
  redis.call('HSET', standings, count - half, table.concat(kept), count, table.concat(moved), 'n', count + 1)
  return count + 1
end

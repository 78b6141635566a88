--[[ read-around: one entrant and its neighbours.
  KEYS    1 board  2 standings
  ARGV    1 entrantId  2 radius  3 idWidth
  RETURNS the offset of the first, its place, then the members; nothing when the entrant is not on the board ]]
--- @include "includes/standing-records"
--- @include "includes/place-of"
local member = memberOf(KEYS[2], ARGV[1])
local rank = member and redis.call('ZRANK', KEYS[1], member)
if not rank then return {} end
local radius = tonumber(ARGV[2])
local offset = math.max(0, rank - radius)
local members = redis.call('ZRANGE', KEYS[1], offset, rank + radius)
table.insert(members, 1, placeOf(KEYS[1], members[1], tonumber(ARGV[3])))
table.insert(members, 1, offset)
return members

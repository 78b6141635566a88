--[[ read-page: members of a board from an offset on, and the place of the first.
  KEYS    1 board
  ARGV    1 offset  2 count  3 idWidth
  RETURNS the place of the first, then the members; nothing when the page is empty ]]
--- @include "includes/place-of"
local offset = tonumber(ARGV[1])
local members = redis.call('ZRANGE', KEYS[1], offset, offset + tonumber(ARGV[2]) - 1)
if #members == 0 then return {} end
table.insert(members, 1, placeOf(KEYS[1], members[1], tonumber(ARGV[3])))
return members

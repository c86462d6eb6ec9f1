with waves as (
    select wave_on, count(distinct response_id) as people from answers group by all
)
select wave_on as period, null as team, true as whole,
       people / headcount as value,
       headcount as n
from waves, lateral (
    select sum(headcount) as headcount from staffing
    where month = (select max(month) from staffing where month <= wave_on)
)
where people >= 5 and headcount is not null
